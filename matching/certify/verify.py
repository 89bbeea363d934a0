"""Check a matching against its input and its proof, with code that shares nothing with the solver.

Only the data definitions (`Instance`, `Matching`) are imported. Everything the solver decided is checked again
here from first principles: rules by looking at every pair, counts by König covers, the worst score by a cover one
level up, every further stage by integer dual prices (lexicographic linear-programming duality), and that nothing
else is as good by the absence of a cycle among the pairs that are left.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np

from matching.certify.feasibility import check_pairs
from matching.certify.optimality import check_proof
from matching.certify.stability import check_stable
from matching.model.errors import CertificateRefused
from matching.model.graph import as_instance
from matching.model.instance import Instance
from matching.model.result import OBJECTIVES, VERSION, CertificateCheck, Matching, MatchSettings


@dataclass(frozen=True)
class Certificate:
    """The outcome of a verification.

    ``checks`` are in the order made: ``code``, ``ok`` and the ``numbers`` compared. The rest is copied from the
    result verified: ``placed`` per priority from the highest (cumulative), ``worst`` and ``total`` are the
    figures proven.
    """

    checks: tuple[CertificateCheck, ...]
    objective: str
    placed: tuple[tuple[int, int], ...]
    worst: int | None
    total: int
    seed: str | None
    fingerprint: str
    settings: MatchSettings
    version: str

    @property
    def ok(self) -> bool:
        """Say whether every check held."""
        return all(check.ok for check in self.checks)

    @property
    def failed(self) -> tuple[str, ...]:
        """Return the codes of the checks that did not hold."""
        return tuple(check.code for check in self.checks if not check.ok)


def verify(graph: nx.Graph | Instance, matching: Matching, *, without_draw: bool = False) -> Certificate:
    """Check a result completely; the certificate's ``ok`` is true for exactly the one right result.

    Parameters
    ----------
    graph : networkx.Graph or Instance
        The input the result is said to belong to; see `match` for the form of a graph.
    matching : Matching
        The result, with its proof.
    without_draw : bool
        Whether a result may leave out the draw (its ``seed`` is ``None``). Then ``ok`` says that no result is better;
        which of several equally good ones was drawn is not checked.

    Returns
    -------
    Certificate
        One check after another, with the numbers compared, and the figures that are proven.

    Raises
    ------
    MatchingError
        Only for an input off the contract; a wrong result is no error but a check that fails.

    See Also
    --------
    match : Compute a result.

    Notes
    -----
    Shares nothing with the solver but the definitions of input and result. Later checks are skipped once the pairs
    themselves break a rule, so ``checks`` may be shorter then. Looks at every pair once.

    References
    ----------
    .. [1] D. König, "Gráfok és mátrixok", Matematikai és Fizikai Lapok 38, 1931 (covers prove the counts).
    .. [2] D. Gusfield and R. W. Irving, The Stable Marriage Problem, MIT Press, 1989 (rotations).

    Examples
    --------
    >>> from dataclasses import replace
    >>> from matching import Instance, match, verify
    >>> instance = Instance.from_edges(
    ...     ["Ana", "Bea"], ["Max"], capacity=[1], mentee_index=[0, 1], mentor_index=[0, 0], score=[700, 900]
    ... )
    >>> result = match(instance)
    >>> verify(instance, result).ok
    True
    >>> verify(instance, replace(result, total=1600)).failed
    ('sum',)
    """
    instance = as_instance(graph)
    is_possible = _is_possible(matching.settings, "" if without_draw and matching.seed is None else matching.seed)
    checks = [
        CertificateCheck("objective", matching.objective in OBJECTIVES),
        CertificateCheck("version", matching.version == VERSION),
        CertificateCheck("settings", is_possible),
        CertificateCheck("fingerprint", matching.fingerprint == instance.fingerprint),
    ]
    checked = check_pairs(instance, matching, matching.settings.minimum_score if is_possible else None)
    checks += checked.checks
    if all(check.ok for check in checks):
        if matching.objective == "stable":
            checks += check_stable(instance, matching, checked.partner)
        else:
            checks += check_proof(instance, matching, checked.partner)
    tiers, tier = instance.tiers
    placed = np.bincount(tier[checked.partner >= 0], minlength=tiers.size).cumsum()
    return Certificate(
        checks=tuple(checks),
        objective=matching.objective,
        placed=tuple(zip(tiers.tolist(), placed.tolist(), strict=True)),
        worst=matching.worst,
        total=matching.total,
        seed=matching.seed,
        fingerprint=matching.fingerprint,
        settings=matching.settings,
        version=matching.version,
    )


def _is_possible(settings: MatchSettings, seed: object) -> bool:
    """Say whether a run takes these settings: text for a seed, whole numbers, 1 to 1000 bands."""
    if not isinstance(seed, str) or not _is_whole(settings.bands):
        return False
    return 1 <= settings.bands <= 1000 and (settings.minimum_score is None or _is_whole(settings.minimum_score))


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def insist(graph: nx.Graph | Instance, matching: Matching) -> Certificate:
    """Return the certificate of a right result; raises `CertificateRefused` with the failed codes otherwise."""
    certificate = verify(graph, matching)
    if not certificate.ok:
        failed = ", ".join(certificate.failed)
        raise CertificateRefused(f"The result is not proven: {failed}.", certificate.failed)
    return certificate
