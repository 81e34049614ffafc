"""One report for all accounts: equal changes are described once, with the accounts that have them."""
