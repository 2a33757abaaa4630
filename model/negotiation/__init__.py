"""The pure bargaining engine: parties, rules and noise in, an agreement or an impasse out."""
