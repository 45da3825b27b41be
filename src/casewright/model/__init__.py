"""The vocabulary of everything else: claims, their identifiers and evidence, marketplaces, outcomes and problems."""
