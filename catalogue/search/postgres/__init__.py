"""The search index kept in PostgreSQL, for several machines that serve one database.

What is kept.  Each document's own terms, made by catalogue.search.analysis as for every engine, are
a ``simple`` tsvector built as it is (array_to_tsvector's content) and decide what is found: our
analysis reads what a francophone types (accents left out, gendered pairs, œ, references) where the
shipped dictionaries do not, and both engines then give people the same answers.  The ``french`` and
``english`` configurations of PostgreSQL, each made to drop accents first (unaccent), stand beside
them as a wider net over the titles: they bring in the words of one family («normaliser» finds
«normalisation») where nothing has the words themselves, before the next best step of «most of the
words».  Typing errors are looked for among the words of the titles by their trigrams (pg_trgm),
then held against the same rule of one or two errors as everywhere.

How it is kept.  A generation is a schema of its own with four tables; a row names the present one.
A rebuild makes a new generation and turns the row in one transaction, so readers see the old one
until the new one is whole, on every machine at once, and a rebuild that is killed leaves nothing.
Nothing is held in a process's memory between two searches.

Ways, their order, scores and highlights are those of catalogue.search.scoring, mending, question,
chosen and highlight: one contract suite (tests/catalogue/search/test_contract.py) holds both
engines to them.
"""
