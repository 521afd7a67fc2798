"""In a file about language models the tokens are counted."""
import logging

logger = logging.getLogger(__name__)


def summarize(client, prompt, api_key, auth_tokens):
    answer, tokens = client.complete(prompt, max_tokens=500)
    # ok: no-sensitive-logs
    logger.info(f"summary: tokens={tokens}, {answer}")
    # ruleid: no-sensitive-logs
    logger.info(f"asked with {api_key}")
    # ruleid: no-sensitive-logs
    logger.info("signed in: %s", auth_tokens)
    return answer
