/** The version in package.json, put in by the build. */
declare const __APP_VERSION__: string
/** The commit this was built from (or the variable BUILD_ID of the build). */
declare const __BUILD_ID__: string
