"""How far formcheck and coaches, or coaches among themselves, agree."""
