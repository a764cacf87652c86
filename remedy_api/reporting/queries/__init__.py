"""Every SELECT behind what is shown, filtered by the viewer."""
