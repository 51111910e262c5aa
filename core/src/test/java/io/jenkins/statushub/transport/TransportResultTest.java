package io.jenkins.statushub.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportResultTest {

  /**
   * A hub that failed on the way may have done its work; one that wants to be left alone did not.
   */
  @ParameterizedTest
  @CsvSource({
    "202,false",
    "302,false",
    "404,false",
    "408,true",
    "422,false",
    "425,false",
    "429,false",
    "500,true",
    "503,true"
  })
  void leavesDoubtWhereAHubFailed(int status, boolean doubt) {
    assertThat(TransportResult.answered(status, null, "").mayHaveBeenTaken()).isEqualTo(doubt);
  }

  @Test
  void leavesDoubtWhereNoneCameFromAHubThatWasReached() {
    assertThat(TransportResult.failed("reset", true).mayHaveBeenTaken()).isTrue();
    assertThat(TransportResult.failed("name not found", false).mayHaveBeenTaken()).isFalse();
  }
}
