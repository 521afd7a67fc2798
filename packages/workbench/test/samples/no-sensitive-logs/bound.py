import logging

logger = logging.getLogger(__name__)


def comprehensions(users):
    # ruleid: no-sensitive-logs
    print({user.password for user in users})
    # ruleid: no-sensitive-logs
    print({user.name: user.password for user in users})
    by_name = {
        user.name: user.password
        for user in users
    }
    # ruleid: no-sensitive-logs
    print(by_name)
    found = {user["api_key"] for user in users if user["active"]}
    # ruleid: no-sensitive-logs
    print(found)
    # ok: no-sensitive-logs
    print({user.name for user in users if user.password})
    # ok: no-sensitive-logs
    print([user.name for user in users if user.password and user.active])
    with_password = {user.name: user.email for user in users if user.password}
    # ok: no-sensitive-logs
    print(with_password)
    lengths = {user.name: len(user.password) for user in users}
    # ok: no-sensitive-logs
    print(lengths)
    print(
        # ruleid: no-sensitive-logs
        "nothing"
        if with_password
        and lengths
        # the first of them
        else users[0].password
    )


def cases(command):
    match command:
        case {"token": token}:
            # ruleid: no-sensitive-logs
            logger.info("%s", token)
        case {"password": value, "user": user}:
            # ok: no-sensitive-logs
            logger.info("%s", user)
            # ok: no-sensitive-logs
            logger.info("%s", len(value))
        case {"api_key": value}:
            # ruleid: no-sensitive-logs
            logger.info(f"key {value}")
        case Login(password=given):
            store(given)
            # ruleid: no-sensitive-logs
            logger.info("%s", given)
        case Login(password=None, user=user):
            # ok: no-sensitive-logs
            logger.info("%s", user)
        case {"password_policy": policy}:
            # ok: no-sensitive-logs
            logger.info("%s", policy)
