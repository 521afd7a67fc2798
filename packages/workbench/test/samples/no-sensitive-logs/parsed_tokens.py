"""In a file that takes a language apart a token is a piece of it."""
import logging
from lark import Token

logger = logging.getLogger(__name__)


def visit(node, access_token):
    token = node.children[0]
    # ok: no-sensitive-logs
    logger.debug("visit %r %r", token, token.value)
    # ruleid: no-sensitive-logs
    logger.debug("for %s", access_token)
