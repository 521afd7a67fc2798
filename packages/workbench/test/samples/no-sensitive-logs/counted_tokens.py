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


def compare(strategy, texts, usage, bot_tokens):
    tokens_before = strategy.count_tokens(texts)
    # ok: no-sensitive-logs
    print(f"{tokens_before}, {tokens_saved} saved, {usage.eval_tokens} for the verdict")
    # ruleid: no-sensitive-logs
    print(bot_tokens)
    for token in strategy.stream(texts):
        # ok: no-sensitive-logs
        print(token, end="", flush=True)
    # ruleid: no-sensitive-logs
    print(token, flush=True)


def show(token, access_token):
    # ruleid: no-sensitive-logs
    print(token, end="")
    # ruleid: no-sensitive-logs
    print(access_token, end="", flush=True)
