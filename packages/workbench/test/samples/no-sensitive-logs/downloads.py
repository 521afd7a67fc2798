import logging
import os
import requests

logger = logging.getLogger(__name__)


class Feed:
    def update(self, token):
        db_location, db_url = self.location()
        # ok: no-sensitive-logs
        logger.info(f"Updating {db_url} at {db_location}")
        try:
            response = requests.get(db_url, timeout=10)
        except requests.RequestException as error:
            # ok: no-sensitive-logs
            logger.error("failed to update %s: %s", db_url, error)
        # ruleid: no-sensitive-logs
        logger.info("asked with %s", token)


def run_there(path, password):
    pwd = os.getcwd()
    # ok: no-sensitive-logs
    logger.debug(f"going from {pwd} to {path}")
    os.chdir(path)
    # ruleid: no-sensitive-logs
    logger.debug(password)
    # ok: no-sensitive-logs
    logger.debug("%s %s", self.token_origin(), JWT_CERTIFICATE_AUTHORITIES)
