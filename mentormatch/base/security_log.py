"""The security log: what someone who watches over the installation wants to be alerted to, one line of JSON each.

A line holds what happened, an account's id, the network it came from and the kind of page. Never an address, a name, a
secret, a path (a mailed link is a secret) or anything people wrote.
"""

from ipaddress import IPv6Address, ip_address, ip_network

from flask import g, has_request_context, request

from mentormatch.logs import security

POWERS = frozenset({
    "administrator.created", "administrator.made", "person.may_create_programmes",
    "programme.coordinator_appointed", "programme.auditor_appointed", "concern_contact.named",
})
"""Verbs of the audit trail by which someone is allowed more than before."""


def write(event: str, *, account: str | None = None, **codes: str | None) -> None:
    """Write one line. `account` is a person's id; `codes` are ids and words of ours, never anything that was typed."""
    about_request: dict[str, str | None] = {"network": None, "method": None, "route": None, "request_id": None}
    if has_request_context():
        about_request = {
            "network": network_of(request.remote_addr), "method": request.method, "request_id": g.get("request_id"),
            "route": request.url_rule.rule if request.url_rule else None}
    security.info(event, account=account or None, **about_request, **codes)


def network_of(address: str | None) -> str | None:
    """The network of an address: the first 24 bits of IPv4, the first 48 of IPv6; None for what is no address."""
    try:
        host = ip_address(address or "")
    except ValueError:
        return None
    if isinstance(host, IPv6Address) and host.ipv4_mapped:
        host = host.ipv4_mapped
    return str(ip_network((host, 24 if host.version == 4 else 48), strict=False))
