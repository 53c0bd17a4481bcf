// Looks every two seconds how far a job is, and shows the page anew when it is over.
const place = document.getElementById('job')
const look = async () => {
  const answer = await fetch(place.dataset.address, { headers: { Accept: 'application/json' } })
  if (!answer.ok) return
  const job = await answer.json()
  if (job.over) {
    location.reload()
    return
  }
  const said = job.said || 'It begins in a moment.'
  place.querySelector('.ev-lede').textContent = job.of ? `${said} (${job.done} of ${job.of})` : said
  setTimeout(look, 2000)
}
setTimeout(look, 2000)
