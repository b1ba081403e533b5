# Each target is one line; the work is done by scripts/ and the console script `cec`.
.DEFAULT_GOAL := help
CEC := .venv/bin/cec
.PHONY: help install chat serve test lint train eval bench clean

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

install: ## Install everything the assistant needs (Python 3.10 is found or fetched)
	@sh scripts/install

chat: install ## Talk to the assistant in this terminal
	@$(CEC) chat

serve: install ## Run it as a service: REST and website on port 5005 (PORT= to change)
	@$(CEC) serve

train: install ## Train the model, if there is none for these sources
	@$(CEC) train

test: install ## Install what the tests need and run them all
	@sh scripts/test

lint: install ## Check format, style and types
	@sh scripts/lint

eval: install ## Measure how well it understands, next to Rasa's default pipeline
	@$(CEC) evaluate

bench: install ## Measure speed and memory, next to an untouched bot of `rasa init`
	@.venv/bin/python benchmarks/service.py

clean: ## Remove what was installed, trained and kept here
	@rm -rf .venv .tools .rasa var models/*.tar.gz
