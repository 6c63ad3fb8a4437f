"""The pages of texts: reading one with its hints, acting on them, searching in all."""

from review.analysis.views import acting as acting
from review.analysis.views import searching as searching
from review.analysis.views.blueprint import blueprint as blueprint
from review.analysis.views.reading import work_item_panel as work_item_panel
