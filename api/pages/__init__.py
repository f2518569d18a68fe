"""The pages for people: templates, words and one style sheet; no script, no build step, nothing from elsewhere."""
