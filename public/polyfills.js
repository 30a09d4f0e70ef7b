/* ES5: functions that phones of 2018 lack and our packages call. */
!(function (w, O, A, P, S) {
  function add(o, k, f) {
    o[k] || O.defineProperty(o, k, { value: f, writable: !0, configurable: !0 })
  }
  function at(i) {
    i = Math.trunc(i) || 0
    return this[i < 0 ? i + this.length : i]
  }
  add(w, 'globalThis', w)
  add(w, 'queueMicrotask', function (f) {
    P.resolve()
      .then(f)
      .catch(function (e) {
        setTimeout(function () {
          throw e
        })
      })
  })
  add(P, 'allSettled', function (a) {
    return P.all(
      A.from(a, function (p) {
        return P.resolve(p).then(
          function (v) {
            return { status: 'fulfilled', value: v }
          },
          function (e) {
            return { status: 'rejected', reason: e }
          }
        )
      })
    )
  })
  add(S, 'replaceAll', function (a, b) {
    return this.replace(a.flags ? a : new RegExp(a.replace(/[$(-+.?[-^{-}]/g, '\\$&'), 'g'), b)
  })
  add(A.prototype, 'at', at)
  add(S, 'at', at)
  add(O, 'hasOwn', function (o, k) {
    return O.prototype.hasOwnProperty.call(o, k)
  })
})(self, Object, Array, Promise, String.prototype)
