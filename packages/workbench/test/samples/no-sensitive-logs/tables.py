"""Calls beside each other: what each makes of a secret is judged by itself."""

import logging

logger = logging.getLogger(__name__)


def rows(user, token, password):
    # ok: no-sensitive-logs
    print([check(token), "text", count(token), (1, measure(password))])
    # ok: no-sensitive-logs
    print({"a": check(token), "b": [count(token)], "c": {"d": measure(password)}})
    # ruleid: no-sensitive-logs
    print([check(user), "text", token])
    # ruleid: no-sensitive-logs
    print([check(user), "text", str(token)])
    # ruleid: no-sensitive-logs
    print({"a": check(user), "b": f"{token}", "c": count(user)})
    # ruleid: no-sensitive-logs
    print([check(user), token, count(user)])
    # ruleid: no-sensitive-logs
    print(check(user), get_password(user), count(user))
    table = {
        "first": check(token),
        "second": count(token),
        "third": (3, measure(password)),
    }
    # ok: no-sensitive-logs
    logger.info("table %s", table)
    table = {
        "first": check(token),
        "second": token,
        "third": measure(password),
    }
    # ruleid: no-sensitive-logs
    logger.info("table %s", table)


def one_after_the_other(user, token):
    check(token)
    count(token)
    value = token
    measure(value)
    check(user)
    # ruleid: no-sensitive-logs
    logger.info(value)
