"""The pages of the partnership: its boards, the group that leads it, and its commitments."""
