"""What surrounds formcheck: rendered truth, training, figures of accuracy and speed."""
