"""Kinds of parts of a workbook that may go back to its sender as they were sent."""

from __future__ import annotations

from collections.abc import Mapping

from returns.sent_parts.xml_parts import RELATION_NS

OFFICE = "http://schemas.microsoft.com/office"
DRAWINGML = "application/vnd.openxmlformats-officedocument.drawingml"
IMAGE = f"{RELATION_NS}/image"
DRAWING = f"{RELATION_NS}/drawing"
VML = f"{RELATION_NS}/vmlDrawing"
LINK = f"{RELATION_NS}/hyperlink"
DIAGRAM_PICTURE = f"{OFFICE}/2007/relationships/diagramDrawing"
CHART_STYLE = f"{OFFICE}/2011/relationships/chartStyle"
CHART_COLOURS = f"{OFFICE}/2011/relationships/chartColorStyle"
THEME = f"{RELATION_NS}/themeOverride"
UNNAMED = frozenset({DIAGRAM_PICTURE, CHART_STYLE, CHART_COLOURS, THEME})
"""Looks of a diagram or chart: parts have them without naming their ids."""
KINDS: Mapping[str, tuple[str, str]] = {
    IMAGE: ("xl/media/", ""),
    DRAWING: ("xl/drawings/", "application/vnd.openxmlformats-officedocument.drawing+xml"),
    VML: ("xl/drawings/", ""),
    f"{RELATION_NS}/chart": ("xl/charts/", f"{DRAWINGML}.chart+xml"),
    f"{RELATION_NS}/chartUserShapes": ("xl/drawings/", f"{DRAWINGML}.chartshapes+xml"),
    THEME: ("xl/theme/", "application/vnd.openxmlformats-officedocument.themeOverride+xml"),
    CHART_STYLE: ("xl/charts/", "application/vnd.ms-office.chartstyle+xml"),
    CHART_COLOURS: ("xl/charts/", "application/vnd.ms-office.chartcolorstyle+xml"),
    f"{OFFICE}/2014/relationships/chartEx": ("xl/charts/", "application/vnd.ms-office.chartex+xml"),
    f"{RELATION_NS}/diagramData": ("xl/diagrams/", f"{DRAWINGML}.diagramData+xml"),
    f"{RELATION_NS}/diagramLayout": ("xl/diagrams/", f"{DRAWINGML}.diagramLayout+xml"),
    f"{RELATION_NS}/diagramQuickStyle": ("xl/diagrams/", f"{DRAWINGML}.diagramStyle+xml"),
    f"{RELATION_NS}/diagramColors": ("xl/diagrams/", f"{DRAWINGML}.diagramColors+xml"),
    DIAGRAM_PICTURE: ("xl/diagrams/", "application/vnd.ms-office.drawingml.diagramDrawing+xml"),
}
"""What may go back: by the kind of a relation the folder of its parts, and their content type if no ending tells it."""
IMAGE_ENDINGS = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf"})
