"""What everything else speaks of: claims, their identifiers and evidence, marketplaces, outcomes and problems."""
