"""The index is clever; these tests hold it to the answer of the plain evaluator, whatever is added and removed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.domain.news import Article
from bot.rules import Index, Query, matches
from tests.unit.rules.drawn import articles, queries

KEYS = st.integers(0, 7)


@given(st.lists(queries, max_size=12), st.lists(articles, min_size=1, max_size=4))
def test_index_equals_naive_evaluator(asked: list[Query], seen: list[Article]) -> None:
    index = Index()
    for key, query in enumerate(asked):
        index.add(key, query)
    for article in seen:
        assert index.match(article) == tuple(key for key, query in enumerate(asked) if matches(query, article))


class IndexMachine(RuleBasedStateMachine):
    """Adds, replacements, removals and articles in any order; the model is a dictionary and the plain evaluator."""

    def __init__(self) -> None:
        super().__init__()
        self.index = Index(learn_every=1)
        self.model: dict[int, Query] = {}

    @rule(key=KEYS, query=queries)
    def add(self, key: int, query: Query) -> None:
        self.index.add(key, query)
        self.model[key] = query

    @rule(key=KEYS)
    def remove(self, key: int) -> None:
        self.index.remove(key)
        self.model.pop(key, None)

    @rule(article=articles)
    def match(self, article: Article) -> None:
        expected = tuple(sorted(key for key, query in self.model.items() if matches(query, article)))
        assert self.index.match(article) == expected

    @invariant()
    def holds_the_keys_of_the_model(self) -> None:
        assert len(self.index) == len(self.model)
        assert all(key in self.index for key in self.model)


TestIndexMachine = IndexMachine.TestCase
TestIndexMachine.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
