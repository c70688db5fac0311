"""Write figures in the format of Prometheus; needs the extra `metrics`, so it is imported when asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from boekbrug.business.watching.figures import MEANING, Figure
from boekbrug.web.measuring import BUCKETS_SECONDS, Spread

PREFIX = "boekbrug_"
REQUESTS = f"{PREFIX}http_request_seconds"


def written(
    figures: Iterable[Figure], spreads: Mapping[tuple[str, str], Spread], *, accepts: str
) -> tuple[bytes, str]:
    """Return the text, and its media type: the one that the scraper accepts."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Told(tuple(figures), spreads))
    encode, media_type = choose_encoder(accepts)
    return encode(registry), media_type


@dataclass(frozen=True, eq=False)
class _Told(Collector):
    figures: tuple[Figure, ...]
    spreads: Mapping[tuple[str, str], Spread]

    def collect(self) -> Iterator[Metric]:
        """Yield each metric once, with all its values."""
        yield from _gauges(self.figures)
        yield _requests(self.spreads)


def _gauges(figures: Iterable[Figure]) -> Iterator[Metric]:
    families: dict[str, GaugeMetricFamily] = {}
    for one in figures:
        names = [name for name, _ in one.labels]
        if one.name not in families:
            families[one.name] = GaugeMetricFamily(PREFIX + one.name, MEANING[one.name], labels=names)
        families[one.name].add_metric([value for _, value in one.labels], one.value)
    yield from families.values()


def _requests(spreads: Mapping[tuple[str, str], Spread]) -> Metric:
    meaning = "How long answers took until their first byte, by name of the address and class of status."
    family = HistogramMetricFamily(REQUESTS, meaning, labels=["route", "status"])
    for (route, status), spread in sorted(spreads.items()):
        buckets = [(str(most), count) for most, count in zip(BUCKETS_SECONDS, spread.within, strict=True)]
        family.add_metric([route, status], [*buckets, ("+Inf", spread.count)], sum_value=spread.seconds)
    return family
