"""Everything that is true without a screen: networks, data, training, jobs, runs, figures.

Never imports streamlit.  Light modules (numpy, scikit-learn, Pillow, plotly) may be imported by
pages; modules that need TensorFlow or OpenVINO are imported only inside the functions of
``core/tasks.py``, which run in a worker process.
"""

__version__ = "0.1.0"
