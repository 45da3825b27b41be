"""What is shipped for tests: a window and a case log on the recorded site without a browser."""
