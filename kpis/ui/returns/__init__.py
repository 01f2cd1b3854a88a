"""What the page "Submit a return" is made of: one module for each thing an officer meets there."""
