"""The stores: one protocol, SQLite and Neo4j."""
