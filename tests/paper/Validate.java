import java.io.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
public class Validate {
  public static void main(String[] a) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    boolean ok = true;
    for (String flavour : a[0].split(",")) for (int i = 1; i < a.length; i++) {
      PDFAFlavour f = PDFAFlavour.fromString(flavour);
      try (PDFAParser p = Foundries.defaultInstance().createParser(new FileInputStream(a[i]), f);
           PDFAValidator v = Foundries.defaultInstance().createValidator(f, false)) {
        ValidationResult r = v.validate(p);
        System.out.println(flavour + " " + a[i] + " " + (r.isCompliant() ? "PASS" : "FAIL") + " " + r.getTotalAssertions());
        ok &= r.isCompliant();
        for (TestAssertion t : r.getTestAssertions()) if (t.getStatus() == TestAssertion.Status.FAILED) System.out.println("  " + t.getRuleId() + " " + t.getMessage());
      }
    }
    System.exit(ok ? 0 : 1);
  }
}
