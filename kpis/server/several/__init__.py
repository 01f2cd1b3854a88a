"""Several councils in one house: `house` begins a process for each and looks after them."""
