"""The register's pages: fetch through a scope, bind a form, call one action, answer."""
