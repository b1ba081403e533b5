"""Letters and lists that a person takes away: templates in words, drafts as data, files in two forms."""
