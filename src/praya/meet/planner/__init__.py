"""Keep one agenda for everybody: sessions in which they have a role or a seat, or that they put there, beside meetings."""
