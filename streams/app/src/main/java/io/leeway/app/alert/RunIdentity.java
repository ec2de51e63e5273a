/* SPDX-License-Identifier: Apache-2.0 */
package io.leeway.app.alert;

/**
 * What produced a record.
 *
 * @param application the application id
 * @param configVersion version of the configuration
 * @param featureMap identity of the feature map
 */
public record RunIdentity(String application, String configVersion, String featureMap) {

    /** The same with another version of the configuration. */
    public RunIdentity with(String version) {
        return new RunIdentity(application, version, featureMap);
    }
}
