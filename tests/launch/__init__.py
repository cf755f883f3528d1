"""Tests of starting, stopping and deploying the register."""
