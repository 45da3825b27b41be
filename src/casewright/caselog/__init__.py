"""What Seller Central shows of cases, as values: rows, case pages, and the protocol that reads them."""
