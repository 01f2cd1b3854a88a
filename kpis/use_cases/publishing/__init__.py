"""What leaves the house: releases, from their preparation on."""
