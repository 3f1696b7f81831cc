print("hiss")
