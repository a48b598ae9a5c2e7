namespace SecretsDashboard.Access;

/// <summary>Tells pages that wait for it that a program received its secrets.</summary>
internal sealed class Deliveries
{
    public event Action<Delivery>? Delivered;

    public void Tell(Delivery delivery) => Delivered?.Invoke(delivery);
}
