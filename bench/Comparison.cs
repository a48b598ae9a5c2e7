namespace SecretsDashboard.Bench;

/// <summary>A delivery and the constant answer it was measured beside, of the same number of bytes.</summary>
internal sealed record Comparison(int Bytes, Load Constant, Load Delivery) : IDisposable
{
    public void Dispose()
    {
        Constant.Dispose();
        Delivery.Dispose();
    }
}
