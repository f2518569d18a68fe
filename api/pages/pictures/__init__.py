"""Pictures made on the server: maps, networks and charts as SVG, without scripts and without styles of their own."""
