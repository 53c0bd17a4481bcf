"""Shown: what each page of the web app says, as frozen values made by plain functions without Django."""
