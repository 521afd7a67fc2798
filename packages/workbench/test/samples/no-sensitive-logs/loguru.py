"""loguru takes no notice of `%`: what stands behind such a format is not written, today."""

import logging

from loguru import logger


def formats(user, password):
    # ruleid: no-sensitive-logs
    logger.info("x {}", password)
    # ruleid: no-sensitive-logs
    logger.info("x %s", password)
    # ruleid: no-sensitive-logs
    logger.info("x %s and %s", user, password)
    # ruleid: no-sensitive-logs
    logger.log("INFO", "x %s", password)
    # ruleid: no-sensitive-logs
    logger.opt(lazy=True).info("x %s", password)
    # ruleid: no-sensitive-logs
    logging.info("x %s", password)
    # ruleid: no-sensitive-logs
    print("x %s", password)


def bound(user, token):
    # ruleid: no-sensitive-logs
    logger.bind(token=token).info("x %s", user)
    # ruleid: no-sensitive-logs
    logger.bind(user=user).info("x %s", token)
    # ruleid: no-sensitive-logs
    logger.bind(user=1).info("x %s", token)
    # ok: no-sensitive-logs
    logger.bind(user=user).info("x %s", user)


def written_all_the_same(user, password):
    # ruleid: no-sensitive-logs
    logger.info("x %s", print(password))
    # ruleid: no-sensitive-logs
    logger.info("x %s", user); print(password)


def over_several_lines(user, password):
    logger.info(
        "x %s of %s",
        user,  # who
        # ruleid: no-sensitive-logs
        password,
    )


def links(user, token, audit_log2):
    logger.bind(user=user).patch(user).info(
        "x %s",
        # ruleid: no-sensitive-logs
        token,
    )
    (
        logger
        .bind(user=user)
        .info(
            "x %s",
            # ruleid: no-sensitive-logs
            token,
        )
    )
    # ruleid: no-sensitive-logs
    audit_log2.bind(user=user).info("x %s", token)
    # ruleid: no-sensitive-logs
    audit_log2.info("x %s", token)
    # ruleid: no-sensitive-logs
    logger.patch(user).info("x %s", token)


def lazy(token, user):
    # ruleid: no-sensitive-logs
    logger.opt(lazy=True).debug("t {}", lambda: token)
    # ruleid: no-sensitive-logs
    logger.opt(lazy=True).debug("t {}", lambda: user.password)
    # ok: no-sensitive-logs
    logger.opt(lazy=True).debug("t {}", lambda: len(token))
    # ok: no-sensitive-logs
    logger.opt(lazy=True).debug("t {}", lambda: user.id)
    # ok: no-sensitive-logs
    logger.opt(lazy=True).debug("t {}", lambda: mask(token))
