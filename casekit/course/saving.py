"""What a saved notebook keeps of an explorer: its sentence, not a link to a kernel that is gone."""

from typing import Any

__all__ = ["WIDGET_VIEW", "forget_widgets"]

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


def forget_widgets(model: dict[str, Any], **_others: object) -> None:
    """Take the views of widgets out of a notebook before JupyterLab writes it to disk.

    A view is a link to a model in the running kernel. In a notebook that is opened later it shows
    as an error; without it the page shows the output's plain text, which is a sentence.

    Parameters
    ----------
    model : dict
        What JupyterLab is about to save; changed in place. The open page stays as it is.

    Examples
    --------
    >>> output = {"data": {WIDGET_VIEW: {}, "text/plain": "Run this cell to move the sliders."}}
    >>> cells = [{"cell_type": "code", "outputs": [output]}]
    >>> forget_widgets({"type": "notebook", "content": {"cells": cells, "metadata": {}}})
    >>> output["data"]
    {'text/plain': 'Run this cell to move the sliders.'}
    """
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    content = model["content"]
    content.get("metadata", {}).pop("widgets", None)
    for cell in content.get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            # A widget of the learner's own may have no words; then its view is all there is.
            if "text/plain" in data:
                data.pop(WIDGET_VIEW, None)
