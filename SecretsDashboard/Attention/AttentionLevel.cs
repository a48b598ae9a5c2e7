namespace SecretsDashboard.Attention;

/// <summary>How much something presses: programs fail, they soon will, or it can wait.</summary>
public enum AttentionLevel
{
    Now,
    Soon,
    Whenever,
}
