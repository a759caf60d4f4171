"""The courier: alone in the house it stands between the two databases, and only from this half outwards.

`letters` carries letters in, `filing` writes one into the desk's database, `boxes` puts items into senders' boxes,
`outbox` carries what the desk wrote, `broom` erases what was taken long ago, `beat` tells that the courier lives, and
`loop` does all of it again and again.

Mail: `notices` finds what duty addresses must be told, `acknowledging` whom to tell that a contact arrived, `post`
leases and marks each mail, `duty` and `word` put it into words and ask whether it may go, and `mail` alone holds the
transport.
"""
