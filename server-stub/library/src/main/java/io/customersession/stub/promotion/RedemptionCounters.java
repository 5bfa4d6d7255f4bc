package io.customersession.stub.promotion;

import java.util.List;

/** The numbers of redemptions of codes and campaigns. */
public interface RedemptionCounters {
  /** Returns the value of a counter, at least 0. */
  int count(Key key);

  /** Returns the profiles of an application that redeemed a subject, in alphabetical order. */
  List<String> profiles(String subject, long application);

  /** The dimension of a counter. */
  enum By {
    /** All redemptions. */
    ALL,
    /** Redemptions by one profile. */
    PROFILE,
    /** Redemptions with one custom identifier. */
    IDENTIFIER
  }

  /**
   * One counter.
   *
   * @param subject the code or campaign
   * @param by the dimension
   * @param application the application that the value belongs to; 0 for all
   * @param value the profile's integration id, or the identifier; empty for all redemptions
   */
  record Key(String subject, By by, long application, String value) {
    /** Returns true if this counts the redemptions of a subject by a profile of an application. */
    public boolean isOfProfile(String ofSubject, long ofApplication) {
      return by == By.PROFILE && application == ofApplication && subject.equals(ofSubject);
    }
  }
}
