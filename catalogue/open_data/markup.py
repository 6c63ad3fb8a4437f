"""Clean text out of the HTML that ISO writes in scopes and titles, Word leftovers included.

One pass over the text, cut at each «<»: the time grows with the length and nothing else, whatever
is left open, nested or broken.
"""

import html
import re

_BLOCKS = re.compile(
    r"address|article|blockquote|body|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|"
    r"html|li|main|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
).fullmatch
_INLINE = re.compile(
    r"a|abbr|acronym|b|base|basefont|bdi|bdo|big|caption|center|cite|code|col|colgroup|data|del|"
    r"dfn|em|font|form|head|i|img|input|ins|kbd|label|link|mark|meta|nobr|object|param|q|rp|rt|"
    r"ruby|s|samp|script|small|span|strike|strong|style|sub|sup|svg|title|tt|u|var|wbr|xml"
).fullmatch
_DROPPED = frozenset({"script", "style", "xml", "head", "title"})  # with what stands inside
_WORD_PREFIXES = frozenset({"o", "st1", "v", "w", "m"})  # «<o:p>», left by Word
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)(:[a-zA-Z])?")
_COMMENT_END = "-->"
_BULLET = "– "
_WORD_BULLET = re.compile(r"^[\u00b7\u2022\uf0b7\u25aa\u25cf§]\s*")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\ufeff]")


def plain_text(source: str) -> str:
    """Give the text that a reader sees, one line a paragraph or item, without empty lines.

    Tags, comments (Word's conditional ones too), scripts and styles are dropped, entities are
    read; «a < b» is text.  Items of lists begin by a dash.
    """
    text = _without_tags(source) if "<" in source else source
    if "&" in text:
        text = html.unescape(text)
    text = _NOT_TEXT.sub("", text)
    kept, bullet = [], ""
    for line in text.splitlines():
        words = _WORD_BULLET.sub(_BULLET, " ".join(line.split()))
        if words == _BULLET.strip():
            bullet = _BULLET  # its text stands in a paragraph of its own
        elif words:
            kept.append(bullet + words)
            bullet = ""
    return "\n".join(kept)


def one_line(source: str) -> str:
    """Give the text of a title: the same, on one line."""
    if source.isprintable() and "<" not in source and "&" not in source:
        return " ".join(source.split())
    return " ".join(plain_text(source).split())


def _without_tags(source: str) -> str:
    first, *pieces = source.split("<")
    kept = [first]
    waiting_for = ""  # the end of a comment, of a tag, or the closing tag of what is dropped
    for piece in pieces:
        if waiting_for == _COMMENT_END:
            _, found, after = piece.partition(_COMMENT_END)
            if found:
                waiting_for = ""
                kept.append(after)
        elif waiting_for == ">":
            _, found, after = piece.partition(">")
            if found:
                waiting_for = ""
                kept.append(after)
        elif waiting_for:
            if piece[: len(waiting_for)].lower() == waiting_for:
                waiting_for = ""
                kept.append(piece.partition(">")[2])
        else:
            waiting_for = _read_piece(piece, kept)
    return "".join(kept)


def _read_piece(piece: str, kept: list[str]) -> str:
    """Take one piece that follows a «<»; give what the next ones are to wait for."""
    if piece.startswith("!--"):
        _, found, after = piece[3:].partition(_COMMENT_END)
        kept.append(after)
        return "" if found or piece.startswith(("!-->", "!--->")) else _COMMENT_END
    if piece[:1] in {"!", "?"}:
        _, found, after = piece.partition(">")
        kept.append(after)
        return "" if found else ">"
    named = _NAME.match(piece)
    name = named[1].lower() if named else ""
    word = bool(named and named[2] and name in _WORD_PREFIXES)
    block = bool(_BLOCKS(name))
    if not (word or block or _INLINE(name)):
        kept.append("<" + piece)
        return ""
    _, found, after = piece.partition(">")
    if name in _DROPPED and not piece.startswith("/"):
        return f"/{name}"
    if block:
        kept.append("\n" + (_BULLET if name == "li" and not piece.startswith("/") else ""))
    kept.append(after)
    return "" if found else ">"
