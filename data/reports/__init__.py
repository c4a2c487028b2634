"""What leaders are told: figures, and the picture and documents made of them."""
