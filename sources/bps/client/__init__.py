"""The client of the BPS Web API: polite, patient with what passes, final with what does not, and silent about its key.

`request` says what is asked, `transport` gets one whole answer, `paging` all pages of a list, `lists`, `data` and
`tables` what the API has. Every answer is handed to an archive before anyone reads it.
"""
