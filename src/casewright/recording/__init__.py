"""The recorded Seller Central: pages, the player that answers for them, its case log."""
