"""Files that version 0.1.0 made, or read: this version opens them."""
